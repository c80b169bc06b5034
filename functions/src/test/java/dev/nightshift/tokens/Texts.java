package dev.nightshift.tokens;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Texts for tests. */
final class Texts {
    /** No run of one of these, and of what may stick to it, is longer than 24 characters. */
    private static final Arbitrary<String> BITS =
            Arbitraries.of(
                    "The",
                    "quick",
                    "BROWN",
                    "fOx",
                    "isn't",
                    "don'T",
                    "'s",
                    "’s",
                    "Straße",
                    "über",
                    "a\u0301",
                    "मनी",
                    "漢字",
                    "かな",
                    "한국어",
                    "𝒜𝒷",
                    "١٢٣",
                    "12345",
                    "3.14",
                    "ﬃ",
                    "😀",
                    "👩‍👩‍👧",
                    "🇩🇪",
                    "👍🏽",
                    ".",
                    ",",
                    "!?",
                    "...",
                    "—",
                    "/",
                    "//",
                    "$",
                    "<b>",
                    "{\"a\":1}",
                    " ",
                    " ",
                    " ",
                    " ",
                    "  ",
                    "   ",
                    "\t",
                    "\n",
                    "\n\n",
                    "\r\n",
                    "\r\n\r\n",
                    "\u00A0",
                    "\u3000",
                    "\u2028",
                    "\u0085",
                    ". ",
                    "。",
                    ", ",
                    " (",
                    ") ",
                    "- ");

    private Texts() {}

    /** What people and machines write, in many scripts. */
    static Arbitrary<String> written() {
        return BITS.list().ofMaxSize(60).map(bits -> String.join("", bits));
    }

    /** Whatever a text may hold, torn surrogates included. */
    static Arbitrary<String> any() {
        return Arbitraries.oneOf(written(), Arbitraries.strings().all().ofMaxLength(200));
    }
}
