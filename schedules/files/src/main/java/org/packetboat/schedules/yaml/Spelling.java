package org.packetboat.schedules.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word that was probably meant: the nearest by letters inserted, left out, changed or swapped. */
public final class Spelling {
    private Spelling() {
    }

    /** The nearest word, if no more than a third of its letters, or one, is wrong. */
    public static Optional<String> nearest(String found, Collection<String> words) {
        return words.stream().min(Comparator.comparingInt((String word) -> distance(found, word)))
                .filter(word -> distance(found, word) <= Math.min(found.length() - 1, Math.max(1, word.length() / 3)));
    }

    /** The optimal string alignment distance; {@code cost[i][j]} is that of the first i and the first j letters. */
    private static int distance(String from, String to) {
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : step(from, to, i, j, cost);
            }
        }
        return cost[from.length()][to.length()];
    }

    private static int step(String from, String to, int i, int j, int[][] cost) {
        int change = cost[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        int best = Math.min(change, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2)
                && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
