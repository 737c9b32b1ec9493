package org.packetboat.connectors.recipients;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.packetboat.engine.mail.Domain;

/**
 * What can be done with rows that are in the order of their keys, one after the other: whoever does it holds two of
 * them. In changes, a row at the site {@link #GONE} is of somebody who is not on the list; any other is of somebody who
 * is.
 */
final class SortedKeys {
    static final String GONE = "-";
    private static final Optional<String> IS_GONE = Optional.of(GONE);
    /** Rows that are not at a site, and those that are gone. */
    static final List<String> SITES = List.of(GONE);

    private SortedKeys() {}

    /**
     * Of a list.
     *
     * @param digest SHA-256 of its domains, its salt and its keys, each with its length before it: equal lists have
     *               equal ones
     */
    record Sum(long rows, String digest) {}

    private static final class Summing implements KeptList.Rows {
        private final KeptList.Rows rows;
        private final MessageDigest digest;
        private long count;

        Summing(KeptList.Rows rows, KeptList.Facts about) {
            this.rows = rows;
            digest = ListKey.sha256((String.join(" ", about.domains().keySet().stream().map(Domain::name).sorted()
                    .toList()) + "\n" + about.salt() + "\n").getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public Optional<KeptList.Row> next() throws IOException {
            Optional<KeptList.Row> row = rows.next();
            if (row.isPresent()) {
                byte[] key = row.get().key();
                digest.update((byte) (key.length >>> Byte.SIZE));
                digest.update((byte) key.length);
                digest.update(key);
                count++;
            }
            return row;
        }

        Sum sum() {
            return new Sum(count, HexFormat.of().formatHex(digest.digest()));
        }
    }

    /** Reads all of a list. */
    static Sum sum(KeptList list) throws IOException {
        Summing summing = new Summing(list.walk(), list.facts());
        while (summing.next().isPresent()) {
            // counted
        }
        return summing.sum();
    }

    /**
     * Writes a list of them, and brings it to the disk. All who are not gone are at no site.
     *
     * @param about what it says of itself; its domains with any numbers, its sites {@link #SITES} if some are gone
     * @throws IOException if they are not in order, or can't be read or written
     */
    static Sum write(Path file, KeptList.Rows rows, KeptList.Facts about) throws IOException {
        Map<String, Long> counts = new LinkedHashMap<>();
        about.domains().keySet().forEach(domain -> counts.put(domain.name(), 0L));
        Summing summing = new Summing(rows, about);
        byte[] before = {};
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            KeptListBlocks blocks = new KeptListBlocks(channel);
            for (Optional<KeptList.Row> next = summing.next(); next.isPresent(); next = summing.next()) {
                byte[] key = next.get().key();
                if (Arrays.compareUnsigned(before, key) >= 0)
                    throw new KeptList.DamagedException("its rows are not in order");
                blocks.add(key, next.get().site().isPresent() ? 1 : 0);
                counts.merge(domain(key), 1L, Long::sum);
                before = key;
            }
            blocks.finish(counts, about.sites(), about);
            channel.force(true);
        }
        return summing.sum();
    }

    private static String domain(byte[] key) throws IOException {
        for (int end = 0; end < key.length; end++)
            if (key[end] == ListKey.END_OF_DOMAIN) return new String(key, 0, end, StandardCharsets.UTF_8);
        throw new KeptList.DamagedException("a row of it has no domain");
    }

    /** Takes rows of two sources, of which those with one key come together. */
    private abstract static class Both implements KeptList.Rows {
        private final KeptList.Rows first;
        private final KeptList.Rows second;
        private Optional<KeptList.Row> left = Optional.empty();
        private Optional<KeptList.Row> right = Optional.empty();
        private boolean begun;

        Both(KeptList.Rows first, KeptList.Rows second) {
            this.first = first;
            this.second = second;
        }

        /** At least one of them is there. @return what becomes of it; empty: nothing */
        abstract Optional<KeptList.Row> one(Optional<KeptList.Row> ofFirst, Optional<KeptList.Row> ofSecond);

        @Override
        public Optional<KeptList.Row> next() throws IOException {
            if (!begun) {
                left = first.next();
                right = second.next();
                begun = true;
            }
            while (left.isPresent() || right.isPresent()) {
                int order = order();
                Optional<KeptList.Row> one = one(left.filter(_ -> order <= 0), right.filter(_ -> order >= 0));
                if (order <= 0) left = first.next();
                if (order >= 0) right = second.next();
                if (one.isPresent()) return one;
            }
            return Optional.empty();
        }

        private int order() {
            if (left.isEmpty()) return 1;
            return right.isEmpty() ? -1 : Arrays.compareUnsigned(left.get().key(), right.get().key());
        }
    }

    /** Who is on one list and not on the other. */
    static KeptList.Rows changes(KeptList.Rows before, KeptList.Rows now) {
        return new Both(before, now) {
            @Override
            Optional<KeptList.Row> one(Optional<KeptList.Row> old, Optional<KeptList.Row> fresh) {
                if (old.isPresent() && fresh.isPresent()) return Optional.empty();
                return fresh.or(() -> old.map(row -> new KeptList.Row(row.key(), IS_GONE)));
            }
        };
    }

    /** Both changes, the later ones where both have one. */
    static KeptList.Rows both(KeptList.Rows changes, KeptList.Rows later) {
        return new Both(changes, later) {
            @Override
            Optional<KeptList.Row> one(Optional<KeptList.Row> early, Optional<KeptList.Row> late) {
                return late.or(() -> early);
            }
        };
    }

    /** A list as it is after changes. */
    static KeptList.Rows changed(KeptList.Rows list, KeptList.Rows changes) {
        return new Both(list, changes) {
            @Override
            Optional<KeptList.Row> one(Optional<KeptList.Row> old, Optional<KeptList.Row> change) {
                return change.or(() -> old).filter(row -> !row.site().equals(IS_GONE));
            }
        };
    }
}
