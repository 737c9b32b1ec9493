package org.packetboat.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DamagedScanTest {
    /** Numbers, some of which stand in damaged blocks. */
    private static final class Numbers implements DamagedScan.Entries {
        private final TreeSet<Long> numbers = new TreeSet<>();
        private final LongPredicate bad;
        private Optional<Long> at = Optional.empty();

        Numbers(LongStream numbers, LongPredicate bad) {
            numbers.forEach(this.numbers::add);
            this.bad = bad;
        }

        @Override
        public boolean seek(byte[] key) {
            ByteBuffer in = ByteBuffer.wrap(key);
            long number = in.getLong();
            boolean behind = false;
            while (in.hasRemaining())
                behind |= in.get() != 0;
            at = Optional.ofNullable(behind ? numbers.higher(number) : numbers.ceiling(number));
            return check();
        }

        @Override
        public boolean next() {
            at = Optional.ofNullable(numbers.higher(at.orElseThrow()));
            return check();
        }

        private boolean check() {
            if (at.filter(bad::test).isPresent()) throw new UnreadableException("bad " + at);
            return at.isPresent();
        }

        @Override
        public byte[] key() {
            return ByteBuffer.allocate(8).putLong(at.orElseThrow()).array();
        }

        @Override
        public byte[] value() {
            return key();
        }
    }

    private static List<Long> visit(Numbers numbers) {
        List<Long> seen = new ArrayList<>();
        DamagedScan.visit(numbers, (key, _) -> seen.add(ByteBuffer.wrap(key).getLong()));
        return seen;
    }

    private static void sees(LongPredicate bad) {
        List<Long> good = LongStream.range(0, 200).map(i -> i * 7).filter(bad.negate()).boxed().toList();
        assertEquals(good, visit(new Numbers(LongStream.range(0, 200).map(i -> i * 7), bad)));
    }

    @Test
    void passesOverDamageWhereverItStands() {
        sees(_ -> false);
        sees(i -> i > 300 && i < 700);
        sees(i -> i < 350);
        sees(i -> i > 1000);
        sees(i -> i == 0);
        sees(i -> i > 300 && i < 400 || i > 600 && i < 620);
        sees(_ -> true);
    }

    @Test
    void emptyIsEmpty() {
        assertEquals(List.of(), visit(new Numbers(LongStream.empty(), _ -> false)));
    }
}
