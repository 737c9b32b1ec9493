package org.packetboat.engine.mail;

/**
 * The name of a message in this server's queue: a number that only grows and is never used twice, not even after a
 * crash. Written in Crockford's base 32 (no I, L, O, U), so that it can be read out over a phone.
 */
public record QueueId(long number) implements Comparable<QueueId> {
    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int SHORTEST = 6;

    /** @throws IllegalArgumentException if negative */
    public QueueId {
        if (number < 0) throw new IllegalArgumentException("queue id " + number + " is negative");
    }

    /**
     * Reads the written form, in either case.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static QueueId parse(String text) {
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = DIGITS.indexOf(Character.toUpperCase(text.charAt(i)));
            if (digit < 0 || number > Long.MAX_VALUE >> 5) throw notOne(text);
            number = number << 5 | digit;
        }
        if (text.length() < SHORTEST) throw notOne(text);
        return new QueueId(number);
    }

    private static IllegalArgumentException notOne(String text) {
        return new IllegalArgumentException("not a queue id: \"" + text + "\"; expected at least " + SHORTEST
                + " of " + DIGITS);
    }

    @Override
    public int compareTo(QueueId other) {
        return Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (long rest = number; rest > 0 || text.length() < SHORTEST; rest >>>= 5) {
            text.append(DIGITS.charAt((int) (rest & 31)));
        }
        return text.reverse().toString();
    }
}
