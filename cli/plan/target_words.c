#include "cli/plan/target_words.h"

hc_status hc_target_words(const char *who, const hc_target *target, hc_lines *values,
                          hc_error *err)
{
    switch (target->kind) {
    case HC_TARGET_SL_OFFERED:
        return hc_lines_add(values, err, "%s%g %% of offered within %g s", who,
                            100.0 * target->limit, target->target_s);
    case HC_TARGET_SL_NET:
        return hc_lines_add(values, err,
                            "%s%g %% within %g s, of offered less those who hung up in time",
                            who, 100.0 * target->limit, target->target_s);
    case HC_TARGET_SL_ANSWERED:
        return hc_lines_add(values, err, "%s%g %% of answered within %g s", who,
                            100.0 * target->limit, target->target_s);
    case HC_TARGET_ASA_S:
        return hc_lines_add(values, err, "%saverage speed of answer at most %g s", who,
                            target->limit);
    default:
        return hc_lines_add(values, err, "%sat most %g %% hang up", who, 100.0 * target->limit);
    }
}
