/* prompt: a line that is typed: an instant, a filter, a name. Leaves out: what it is for (stage.h). */
#ifndef LEASELAB_STAGE_PROMPT_H
#define LEASELAB_STAGE_PROMPT_H

#include "ui/canvas/canvas.h"

enum { PROMPT_MOST = 400 };

typedef struct {
    char title[120];         /* "Go to (2d12h, or 2026-01-07 20:00)" */
    char typed[PROMPT_MOST]; /* UTF-8 */
    char wrong[240];         /* why the last try was not taken; "" */
} Prompt;

void prompt_begin(Prompt *prompt, const char *title, const char *typed);
void prompt_type(Prompt *prompt, uint32_t character);
void prompt_rub_out(Prompt *prompt);
/* What was typed is not taken, and why. */
void prompt_refuse(Prompt *prompt, const char *format, ...) __attribute__((format(printf, 2, 3)));
void prompt_draw(const Prompt *prompt, Canvas *canvas, Box box);
void prompt_tell(const Prompt *prompt, Text *out);

#endif
