package org.packetboat.engine.route;

/**
 * How much of the disk the mail of one site may take. A part of what would be free without it leaves room for others
 * however many sites want too much: each of n that do ends with as much as the others, and something stays free.
 */
public sealed interface Share {
    /** Four parts of five. */
    Share USUAL = new Part(80);

    /** @param free what is free for mail now; @param used what the site's mail takes now */
    boolean isUsedUp(long free, long used);

    /** A number of bytes, however much is free. */
    record Bytes(long most) implements Share {
        /** @throws IllegalArgumentException if it is negative */
        public Bytes {
            if (most < 0) throw new IllegalArgumentException("a share is " + most + "; expected 0 or more bytes");
        }

        @Override
        public boolean isUsedUp(long free, long used) {
            return used > most;
        }

        @Override
        public String toString() {
            return most + " bytes";
        }
    }

    /** A part of what would be free without the site's own mail, in percent. */
    record Part(int percent) implements Share {
        /** @throws IllegalArgumentException if it is not 1 to 100 */
        public Part {
            if (percent < 1 || percent > 100)
                throw new IllegalArgumentException("a share is " + percent + " %; expected 1 to 100");
        }

        @Override
        public boolean isUsedUp(long free, long used) {
            return used > 0 && used > (Math.max(0.0, free) + used) / 100 * percent;
        }

        @Override
        public String toString() {
            return percent + "% of what is free";
        }
    }
}
