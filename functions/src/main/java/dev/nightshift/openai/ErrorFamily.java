package dev.nightshift.openai;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a failed call means for whoever made it. Source: OpenAI, Error codes guide. */
enum ErrorFamily {
    /** OpenAI cannot now; later it can. */
    UNAVAILABLE,
    /** The account may not spend more. */
    QUOTA,
    /** The call is wrong and stays wrong. */
    REJECTED;

    private static final Set<String> BILLING =
            Set.of(
                    "insufficient_quota",
                    "credit_balance_exhausted",
                    "organization_usage_limit_exceeded",
                    "billing_hard_limit_reached",
                    "billing_not_active");
    private static final Set<String> BUSY =
            Set.of("rate_limit_exceeded", "slow_down", "server_is_overloaded", "server_error");

    /**
     * The family of an error. The code decides; if it says nothing, the type does; if that says
     * nothing, the status, because one status covers both too fast a pace and too little money.
     */
    static ErrorFamily of(int status, @Nullable String code, @Nullable String type) {
        if (isBilling(code)) {
            return QUOTA;
        }
        if (code != null && BUSY.contains(code)) {
            return UNAVAILABLE;
        }
        if (isBilling(type)) {
            return QUOTA;
        }
        if (type != null && BUSY.contains(type)) {
            return UNAVAILABLE;
        }
        return switch (status) {
            case 402 -> QUOTA;
            case 408, 409, 429 -> UNAVAILABLE;
            default -> status >= 500 ? UNAVAILABLE : REJECTED;
        };
    }

    private static boolean isBilling(@Nullable String text) {
        return text != null && (BILLING.contains(text) || text.endsWith("_spend_limit_exceeded"));
    }

    /** Whether the code says that the server turned the call away before doing anything. */
    static boolean isBusy(@Nullable String code) {
        return "slow_down".equals(code) || "server_is_overloaded".equals(code);
    }
}
