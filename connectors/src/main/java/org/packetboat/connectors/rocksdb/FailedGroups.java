package org.packetboat.connectors.rocksdb;

import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.rocksdb.AbstractWalFilter;
import org.rocksdb.RocksDBException;
import org.rocksdb.WalFilter;
import org.rocksdb.WalProcessingOption;
import org.rocksdb.WriteBatch;

/**
 * Passes over groups of commits whose failure was answered already. After a sync that failed, nobody knows whether the
 * group is in the log; if it came back with the log, the store would hold what its callers were told it does not.
 */
final class FailedGroups extends AbstractWalFilter {
    private final Set<Long> failed;
    private volatile boolean found;

    FailedGroups(Set<Long> failed) {
        this.failed = Set.copyOf(failed);
    }

    @Override
    public void columnFamilyLogNumberMap(Map<Integer, Long> logNumbers, Map<String, Integer> ids) {
        // Which family needs which log is RocksDB's own affair.
    }

    @Override
    public WalFilter.LogRecordFoundResult logRecordFound(long logNumber, String file, WriteBatch record,
            WriteBatch changed) {
        if (!isFailed(record)) return WalFilter.LogRecordFoundResult.CONTINUE_UNCHANGED;
        found = true;
        return new WalFilter.LogRecordFoundResult(WalProcessingOption.IGNORE_CURRENT_RECORD, false);
    }

    /** Whether one of them was in the logs that were read. */
    boolean found() {
        return found;
    }

    private boolean isFailed(WriteBatch record) {
        try {
            OptionalLong number = RocksFiles.numberIn(record.data());
            return number.isPresent() && failed.contains(number.getAsLong());
        } catch (RocksDBException e) {
            return false;
        }
    }

    @Override
    public String name() {
        return "failed-groups";
    }
}
