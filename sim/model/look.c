#include "sim/model/look.h"

#include "sim/base/check.h"

Look look_of(State state, Result last) {
    switch (state) {
    case STATE_ABSENT: return LOOK_ABSENT;
    case STATE_INITIAL_GRACE: return LOOK_GRACE;
    case STATE_LICENSED: return last == RESULT_GRANTED || last == RESULT_NONE ? LOOK_LICENSED : LOOK_RETRYING;
    case STATE_EXPIRY_GRACE: return LOOK_EXPIRED;
    case STATE_NOTIFICATION: return LOOK_NOTIFICATION;
    case STATE_REDUCED: return LOOK_VIEW_ONLY;
    case STATE_COUNT: break;
    }
    CHECK(!"a State");
}

State look_state(Look look) {
    switch (look) {
    case LOOK_ABSENT: return STATE_ABSENT;
    case LOOK_GRACE: return STATE_INITIAL_GRACE;
    case LOOK_LICENSED:
    case LOOK_RETRYING: return STATE_LICENSED;
    case LOOK_EXPIRED: return STATE_EXPIRY_GRACE;
    case LOOK_NOTIFICATION: return STATE_NOTIFICATION;
    case LOOK_VIEW_ONLY: return STATE_REDUCED;
    case LOOK_COUNT: break;
    }
    CHECK(!"a Look");
}
