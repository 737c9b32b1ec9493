package org.packetboat.engine.mail;

/** The order in which a domain's mail leaves (RFC 6710): -9 (last) to 9 (first); 0 where nobody asked for another. */
public record Priority(int value) implements Comparable<Priority> {
    public static final int LOWEST = -9;
    public static final int HIGHEST = 9;
    public static final Priority NORMAL = new Priority(0);
    /** From here on mail overtakes what is under way on a line. */
    private static final int URGENT = 4;

    /** @throws IllegalArgumentException outside -9 to 9 */
    public Priority {
        if (value < LOWEST || value > HIGHEST) {
            throw new IllegalArgumentException("priority is " + value + "; expected " + LOWEST + " to " + HIGHEST);
        }
    }

    /** Whether it overtakes what is under way on a line: 4 and more. */
    public boolean isUrgent() {
        return value >= URGENT;
    }

    /** More urgent comes first. */
    @Override
    public int compareTo(Priority other) {
        return Integer.compare(other.value, value);
    }
}
