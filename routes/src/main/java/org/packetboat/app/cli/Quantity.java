package org.packetboat.app.cli;

import java.time.Duration;
import org.packetboat.schedules.yaml.Quantities;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Times and sizes on the command line, written as in the configuration. */
final class Quantity {
    private Quantity() {}

    /** {@code 20s}, {@code 1h30m}; also {@code 0s}. */
    static final class Time implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            try {
                return text.equals("0s") ? Duration.ZERO : Quantities.duration(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("found \"" + text + "\"; expected a time such as 20s or 1h30m");
            }
        }
    }

    /** {@code 84KB}. */
    static final class Size implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            try {
                return Quantities.size(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("found \"" + text + "\"; expected a size such as 84KB or 2MB");
            }
        }
    }
}
