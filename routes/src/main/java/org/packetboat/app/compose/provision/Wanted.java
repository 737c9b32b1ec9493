package org.packetboat.app.compose.provision;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Changes that are wanted.
 *
 * @param source what they are called in messages
 * @param text   a file of changes, see {@link org.packetboat.app.config.provision.ChangeReader}
 * @param names  which names may be in it
 * @param dryRun whether it is only asked what would be done
 */
public record Wanted(String source, String text, Names names, boolean dryRun) {
    /** Which names may be in changes. */
    public enum Names {
        /** Any: what is so already is no change. */
        ANY,
        /** What is to be there must not be provisioned yet. */
        NEW,
        /** All must be provisioned already. */
        KNOWN;

        /** @throws IllegalArgumentException if it is none */
        public static Names of(String text) {
            return Arrays.stream(values()).filter(each -> each.word().equals(text)).findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("found names \"" + text + "\"; expected one of "
                            + String.join(", ", words())));
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        private static List<String> words() {
            return Arrays.stream(values()).map(Names::word).toList();
        }
    }
}
