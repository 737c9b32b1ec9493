package org.packetboat.schedules.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word that was probably meant: the nearest one by letters inserted, left out or changed. */
public final class Spelling {
    private Spelling() {
    }

    /** The nearest word, if not more than a third of it, and at least two letters, is wrong. */
    public static Optional<String> nearest(String found, Collection<String> words) {
        return words.stream().min(Comparator.comparingInt((String word) -> distance(found, word)))
                .filter(word -> distance(found, word) <= Math.min(found.length() - 1, Math.max(2, word.length() / 3)));
    }

    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++)
            row[j] = j;
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0]++;
            for (int j = 1; j <= to.length(); j++) {
                int change = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
