package org.packetboat.app.cli.shell;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import org.packetboat.schedules.yaml.Quantities;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Times, zones, sizes and counts on the command line, written as in the configuration. */
public final class Quantity {
    private Quantity() {}

    /** {@code 20s}, {@code 1h30m}; also {@code 0s}. */
    public static final class Time implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            try {
                return text.equals("0s") ? Duration.ZERO : Quantities.duration(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("found \"" + text + "\"; expected a time such as 20s or 1h30m");
            }
        }
    }

    /** How many, or how many bytes: {@code 20}. */
    public static final class Count implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            try {
                int count = Integer.parseInt(text);
                if (count > 0) return count;
            } catch (NumberFormatException e) {
                // told below
            }
            throw new TypeConversionException("found \"" + text + "\"; expected a number from 1 to "
                    + Integer.MAX_VALUE);
        }
    }

    /** {@code America/Los_Angeles}. */
    public static final class Zone implements ITypeConverter<ZoneId> {
        @Override
        public ZoneId convert(String text) {
            try {
                return ZoneId.of(text);
            } catch (DateTimeException e) {
                throw new TypeConversionException("found \"" + text
                        + "\"; expected a time zone such as America/Los_Angeles or UTC");
            }
        }
    }

    /** {@code 84KB}. */
    public static final class Size implements ITypeConverter<Long> {
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
