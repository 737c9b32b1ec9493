package org.packetboat.connectors.rocksdb;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.packetboat.engine.store.Family;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.IndexType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.UInt64AddOperator;
import org.rocksdb.WALRecoveryMode;

/**
 * How RocksDB is set up: for two cores and little memory, and less where the heap is small. Everything here lives
 * outside of it and is freed by {@link #close}, which must come after that of the database.
 */
final class RocksSettings implements AutoCloseable {
    private static final long MEGABYTE = 1 << 20;
    private static final long MOST_CACHE = 16 * MEGABYTE;
    private static final long LEAST_CACHE = 2 * MEGABYTE;
    private static final long MOST_MEMTABLES = 64 * MEGABYTE;
    private static final long LEAST_MEMTABLES = 4 * MEGABYTE;
    /** Heaps up to this size are those of machines with 256 MB. */
    private static final long SMALL_HEAP = 128 * MEGABYTE;
    private static final long SMALL_MEMTABLE = 8 * MEGABYTE;
    private static final long BODY_MEMTABLE = 16 * MEGABYTE;
    /** What a start after a crash has to replay at most. */
    private static final long LOGS = 128 * MEGABYTE;
    private static final int ARENAS = 64;
    private static final int BLOOM_BITS = 10;
    /** A counter's additions are summed up after so many: cheaper to write and to read than long chains of them. */
    private static final int SUCCESSIVE_ADDITIONS = 8;

    private final Cache cache = new LRUCache(blockCache(Runtime.getRuntime().maxMemory()));
    private final BloomFilter bloom = new BloomFilter(BLOOM_BITS);
    private final UInt64AddOperator addition = new UInt64AddOperator();
    private final List<ColumnFamilyOptions> families = new ArrayList<>();
    private final DBOptions database = databaseOptions();
    private Optional<FailedGroups> filter = Optional.empty();
    /** Families whose tables are not written together; while this is empty, none are. */
    private Optional<Set<Family>> apart = Optional.empty();
    /** What a family may have in memory at least before it is written to a table. */
    private long least;

    /**
     * What of the files is kept in memory. Heap and store share the machine: a start script that gives the heap little
     * has little.
     *
     * @param heap how large the heap may become
     */
    static long blockCache(long heap) {
        return Math.clamp(heap / 32, LEAST_CACHE, MOST_CACHE);
    }

    /** What of all families together is in memory before the fullest is written out. */
    static long memtables(long heap) {
        return heap <= SMALL_HEAP ? LEAST_MEMTABLES : Math.clamp(heap / 8, LEAST_MEMTABLES, MOST_MEMTABLES);
    }

    DBOptions database() {
        return database;
    }

    /**
     * How the logs of the last life are read.
     *
     * @param failed groups of commits that were answered as failed: if they are in a log, they are passed over
     */
    RocksSettings reading(WALRecoveryMode mode, Set<Long> failed) {
        database.setWalRecoveryMode(mode);
        if (failed.isEmpty()) return this;
        filter = Optional.of(new FailedGroups(failed));
        database.setWalFilter(filter.get());
        return this;
    }

    /** Whether a log that was read holds such a group. */
    boolean foundFailed() {
        return filter.isPresent() && filter.get().found();
    }

    /**
     * Tables are written together from the opening on, except for those of these families. Otherwise that begins later,
     * once damaged ones were taken out of use: {@link RocksFiles#compact}, which costs a file for each family.
     */
    RocksSettings compacting(Set<Family> except) {
        apart = Optional.of(Set.copyOf(except));
        return this;
    }

    /**
     * What the logs hold is kept in memory whole, for a disk that has no room for tables. Else a log of 45 MB becomes
     * some tables before the files are open. There is as much room in memory behind it as otherwise.
     *
     * @param logs how large they are, in bytes
     */
    RocksSettings withoutTables(long logs) {
        least = 2 * logs + memtables(Runtime.getRuntime().maxMemory());
        database.setDbWriteBufferSize(least);
        return this;
    }

    /** For entries of the store's own. */
    ColumnFamilyOptions own() {
        return summing().setDisableAutoCompactions(apart.isEmpty());
    }

    private ColumnFamilyOptions small() {
        return kept(new ColumnFamilyOptions().setWriteBufferSize(Math.max(least, SMALL_MEMTABLE))
                .setCompressionType(CompressionType.LZ4_COMPRESSION).setTableFormatConfig(tables()));
    }

    /** Values that are added to. */
    private ColumnFamilyOptions summing() {
        return small().setMergeOperator(addition).setMaxSuccessiveMerges(SUCCESSIVE_ADDITIONS);
    }

    ColumnFamilyOptions of(Family family) {
        ColumnFamilyOptions options = switch (family) {
            case BODIES -> bodies();
            case COUNTERS -> summing();
            case ENVELOPES, ORDER, TIMERS, KEYS, DEAD, META, EVENTS, LEDGER -> small();
        };
        return options.setDisableAutoCompactions(apart.map(families -> families.contains(family)).orElse(true));
    }

    /**
     * Most bodies live for seconds: two memtables are merged before anything is written, so that they die in memory.
     * With fewer than eight, RocksDB slows commits down to 16 MB a second as soon as three are full.
     */
    private ColumnFamilyOptions bodies() {
        return kept(
                new ColumnFamilyOptions().setWriteBufferSize(Math.max(least, BODY_MEMTABLE)).setMaxWriteBufferNumber(8)
                        .setMinWriteBufferNumberToMerge(2).setCompressionType(CompressionType.LZ4_COMPRESSION)
                        .setTableFormatConfig(tables()));
    }

    /** A family takes memory in blocks, the first with its first entry: so large that all of them are a small part. */
    private ColumnFamilyOptions kept(ColumnFamilyOptions options) {
        families.add(options);
        return options.setArenaBlockSize(Math.min(MEGABYTE, memtables(Runtime.getRuntime().maxMemory()) / ARENAS));
    }

    /**
     * Index and filter of a file are cut into small parts: those of a queue of millions are much larger than the cache,
     * and would else be read anew, whole, for almost each key that is looked for.
     */
    private BlockBasedTableConfig tables() {
        return new BlockBasedTableConfig().setBlockCache(cache).setFilterPolicy(bloom)
                .setIndexType(IndexType.kTwoLevelIndexSearch).setPartitionFilters(true)
                .setCacheIndexAndFilterBlocks(true).setPinL0FilterAndIndexBlocksInCache(true);
    }

    /**
     * After a crash the log is read up to its first broken record. What was answered stands before that, because every
     * answer waits for the sync of all that was written before; a torn tail, whichever of its blocks reached the disk,
     * is no reason not to start. Nothing is flushed at the start, which a full disk would not take: {@link LeftLogs}
     * makes the logs themselves durable. Pieces of large messages are written without a sync; the log is handed to the
     * disk as it grows, so that a small commit behind them does not wait for all of them at once.
     */
    private static DBOptions databaseOptions() {
        return new DBOptions().setCreateIfMissing(true).setCreateMissingColumnFamilies(true)
                .setWalRecoveryMode(WALRecoveryMode.PointInTimeRecovery).setAvoidFlushDuringRecovery(true)
                .setMaxTotalWalSize(LOGS).setDbWriteBufferSize(memtables(Runtime.getRuntime().maxMemory()))
                .setMaxBackgroundJobs(2)
                .setMaxOpenFiles(256).setSkipStatsUpdateOnDbOpen(true).setStatsDumpPeriodSec(0)
                .setStatsPersistPeriodSec(0).setBytesPerSync(MEGABYTE).setWalBytesPerSync(MEGABYTE)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setKeepLogFileNum(3).setMaxLogFileSize(MEGABYTE);
    }

    @Override
    public void close() {
        database.close();
        filter.ifPresent(FailedGroups::close);
        families.forEach(ColumnFamilyOptions::close);
        addition.close();
        bloom.close();
        cache.close();
    }
}
