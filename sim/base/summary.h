/* summary: what many outcomes of chance come to: mean, quantiles, and how sure the mean is. In whole numbers
 * from beginning to end, so that it is the same to the last digit on every machine and at every level of
 * optimisation. Leaves out: where the outcomes come from (ui/cli/sweep). */
#ifndef LEASELAB_BASE_SUMMARY_H
#define LEASELAB_BASE_SUMMARY_H

#include "sim/base/text.h"

/* Figures are in ten-thousandths, halves rounded away from 0. */
enum { SUMMARY_UNIT = 10000, SUMMARY_VALUES_MOST = 1000000 };
#define SUMMARY_VALUE_MOST (INT64_C(1) << 50)

typedef struct {
    size_t count; /* values; with 0 nothing below means anything */
    int64_t mean;
    int64_t median, low, high; /* quantiles of 50, 5 and 95 %, linear between neighbours ("type 7") */
    /* 95 % confidence interval of the mean, from Student's t with count - 1 degrees of freedom; from two
     * values on. t is tabled to three decimals and, above 30 degrees, taken for 30, 40, 60, 120 or 1000 of
     * them, whichever is next below: never too narrow. The limits are the rounded mean less and plus the
     * rounded half width. */
    bool has_interval;
    int64_t interval_from, interval_to;
} Summary;

/* Of values of 0 to SUMMARY_VALUE_MOST, each divided by `divisor` (1 to 10000) first. Sorts them. At most
 * SUMMARY_VALUES_MOST of them. */
Summary summary_of(int64_t values[], size_t count, int64_t divisor);

/* 12.3400, -0.5000 */
void summary_add_figure(Text *out, int64_t ten_thousandths);

#endif
