package org.packetboat.protocols.bundle.codec;

import java.util.Optional;
import org.packetboat.protocols.bundle.Ability;

/** How the content of a batch is packed. The number stands in its header, the letter in an {@link Ability}. */
public enum Codec {
    STORED(0, 's'), ZSTD(1, 'z'), BROTLI(2, 'b'), MIXED(3, 'm');

    private final int number;
    private final char letter;

    Codec(int number, char letter) {
        this.number = number;
        this.letter = letter;
    }

    public int number() {
        return number;
    }

    public char letter() {
        return letter;
    }

    public static Optional<Codec> numbered(int number) {
        for (Codec codec : values()) {
            if (codec.number == number) return Optional.of(codec);
        }
        return Optional.empty();
    }

    public static Optional<Codec> lettered(int letter) {
        for (Codec codec : values()) {
            if (codec.letter == letter) return Optional.of(codec);
        }
        return Optional.empty();
    }
}
