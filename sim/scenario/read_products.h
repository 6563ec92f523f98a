/* read_products: the section `products`: own figures on top of a product that is there already.
 * Leaves out: the built-in products (sim/model/product.h). */
#ifndef LEASELAB_SCENARIO_READ_PRODUCTS_H
#define LEASELAB_SCENARIO_READ_PRODUCTS_H

#include "sim/scenario/reading.h"

/* Takes the section's value, or NULL where the file has none; the built-in products come first. */
void read_products(Reader *reader, const Node *section);
/* The number of the product of this name; complains, and answers false, where there is none. */
bool read_product_name(Reader *reader, const Node *node, const char *what, uint32_t *out);

#endif
