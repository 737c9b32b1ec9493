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
    private static final long LEAST_CACHE = 4 * MEGABYTE;
    private static final long MOST_MEMTABLES = 64 * MEGABYTE;
    private static final long LEAST_MEMTABLES = 8 * MEGABYTE;
    private static final long SMALL_MEMTABLE = 8 * MEGABYTE;
    private static final long BODY_MEMTABLE = 16 * MEGABYTE;
    /** What a start after a crash has to replay at most. */
    private static final long LOGS = 128 * MEGABYTE;
    private static final int BLOOM_BITS = 10;
    /** A counter's additions are summed up after so many: cheaper to write and to read than long chains of them. */
    private static final int SUCCESSIVE_ADDITIONS = 8;

    private final Cache cache = new LRUCache(blockCache(Runtime.getRuntime().maxMemory()));
    private final BloomFilter bloom = new BloomFilter(BLOOM_BITS);
    private final UInt64AddOperator addition = new UInt64AddOperator();
    private final List<ColumnFamilyOptions> families = new ArrayList<>();
    private final DBOptions database = databaseOptions();
    private Optional<FailedGroups> filter = Optional.empty();

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
        return Math.clamp(heap / 8, LEAST_MEMTABLES, MOST_MEMTABLES);
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

    ColumnFamilyOptions small() {
        return kept(new ColumnFamilyOptions().setWriteBufferSize(SMALL_MEMTABLE)
                .setCompressionType(CompressionType.LZ4_COMPRESSION).setTableFormatConfig(tables()));
    }

    /** Values that are added to. */
    ColumnFamilyOptions summing() {
        return small().setMergeOperator(addition).setMaxSuccessiveMerges(SUCCESSIVE_ADDITIONS);
    }

    ColumnFamilyOptions of(Family family) {
        return switch (family) {
            case BODIES -> bodies();
            case COUNTERS -> summing();
            case ENVELOPES, ORDER, TIMERS, KEYS, DEAD, META, EVENTS, LEDGER -> small();
        };
    }

    /**
     * Most bodies live for seconds: two memtables are merged before anything is written, so that they die in memory.
     * With fewer than eight, RocksDB slows commits down to 16 MB a second as soon as three are full.
     */
    private ColumnFamilyOptions bodies() {
        return kept(new ColumnFamilyOptions().setWriteBufferSize(BODY_MEMTABLE).setMaxWriteBufferNumber(8)
                .setMinWriteBufferNumberToMerge(2).setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setTableFormatConfig(tables()));
    }

    /** Tables are written together only after damaged ones were taken out of use: {@link RocksFiles#compact}. */
    private ColumnFamilyOptions kept(ColumnFamilyOptions options) {
        families.add(options);
        return options.setDisableAutoCompactions(true);
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
