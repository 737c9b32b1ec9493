package org.packetboat.engine.mail;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Makes names beyond US-ASCII into A-labels, as they stand in DNS: mapped as UTS #46 does without its transitional
 * exceptions (so {@code straße} and {@code strasse} are two names, as IDNA2008 has it), then encoded by Punycode
 * (RFC 3492). The tables of Unicode are those of the Java runtime.
 */
final class ALabels {
    private static final String PREFIX = "xn--";
    private static final int BASE = 36;
    private static final int T_MIN = 1;
    private static final int T_MAX = 26;
    private static final int SKEW = 38;
    private static final int DAMP = 700;
    private static final int FIRST_BIAS = 72;
    private static final int FIRST_CODE = 0x80;
    private static final int LAST_DIGIT = 25;
    private static final int DOTTED_I = 0x130;

    private ALabels() {}

    /** The name in the one spelling of those who read it, in Unicode: NFKC, lower case, dots as dots. */
    static String mapped(String name) {
        StringBuilder lower = new StringBuilder();
        Normalizer.normalize(name, Normalizer.Form.NFKC).codePoints().forEach(c -> {
            if (c == DOTTED_I) lower.append("i\u0307");
            else lower.appendCodePoint(Character.toLowerCase(c));
        });
        return Normalizer.normalize(lower, Normalizer.Form.NFKC).replace('\u3002', '.');
    }

    /** @param mapped a name without empty labels */
    static String of(String mapped) {
        return Arrays.stream(mapped.split("\\.")).map(ALabels::label).collect(Collectors.joining("."));
    }

    private static String label(String label) {
        return Domain.isAscii(label) ? label : PREFIX + punycode(label.codePoints().toArray());
    }

    /** RFC 3492 section 6.3. */
    private static String punycode(int[] code) {
        StringBuilder out = new StringBuilder();
        Arrays.stream(code).filter(c -> c < FIRST_CODE).forEach(out::appendCodePoint);
        int basic = out.length();
        if (basic > 0) out.append('-');
        int done = basic;
        int bias = FIRST_BIAS;
        int delta = 0;
        for (int n = FIRST_CODE; done < code.length; n++, delta++) {
            int least = n;
            int next = Arrays.stream(code).filter(c -> c >= least).min().orElseThrow();
            delta += (next - n) * (done + 1);
            n = next;
            for (int c : code) {
                if (c < n) delta++;
                if (c != n) continue;
                number(out, delta, bias);
                bias = adapted(delta, done + 1, done == basic);
                delta = 0;
                done++;
            }
        }
        return out.toString();
    }

    /** Of variable length. */
    private static void number(StringBuilder out, int delta, int bias) {
        int rest = delta;
        for (int k = BASE;; k += BASE) {
            int threshold = Math.clamp(k - bias, T_MIN, T_MAX);
            if (rest < threshold) break;
            out.append(digit(threshold + (rest - threshold) % (BASE - threshold)));
            rest = (rest - threshold) / (BASE - threshold);
        }
        out.append(digit(rest));
    }

    private static char digit(int value) {
        return (char) (value <= LAST_DIGIT ? 'a' + value : '0' + value - LAST_DIGIT - 1);
    }

    /** RFC 3492 section 6.1. */
    private static int adapted(int delta, int points, boolean first) {
        int rest = first ? delta / DAMP : delta / 2;
        rest += rest / points;
        int k = 0;
        while (rest > (BASE - T_MIN) * T_MAX / 2) {
            rest /= BASE - T_MIN;
            k += BASE;
        }
        return k + (BASE - T_MIN + 1) * rest / (rest + SKEW);
    }
}
