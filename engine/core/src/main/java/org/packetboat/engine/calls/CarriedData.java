package org.packetboat.engine.calls;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one session has carried, as it counts for months' data. Bytes count to the month in which they were heard of. As
 * long as nobody has told what went over the line, the bytes of messages count; what of them the line did not carry is
 * taken off the months that they were counted to. Another limit holds for what comes after it. Used by the node only.
 */
public final class CarriedData {
    private final DataBook book;
    /** What is counted, the latest last. */
    private final List<Piece> pieces = new ArrayList<>();
    private Callee callee;
    private CallBudget budget;
    private long all;
    private long billed;

    /** Bytes that were counted under one limit, to one month. */
    private record Piece(Callee callee, CallBudget budget, Instant at, long bytes) {
        boolean isLike(Piece other) {
            return callee.equals(other.callee) && budget.equals(other.budget)
                    && Stream.of(budget.far(), budget.link()).flatMap(limits -> limits.data().stream())
                            .allMatch(data -> data.month(at).equals(data.month(other.at)));
        }

        Piece with(long more) {
            return new Piece(callee, budget, at, bytes + more);
        }
    }

    /** @param before what it carried before anything limited it: that counts to no month, and is to be paid for */
    public CarriedData(DataBook book, Callee callee, CallBudget budget, long before) {
        this.book = book;
        this.callee = callee;
        this.budget = budget;
        this.all = before;
        this.billed = before;
    }

    /** From now on this limits it. */
    public void limitedBy(Callee changed, CallBudget limits) {
        callee = changed;
        budget = limits;
    }

    /** So much it has carried in all. @return how much of that is news; less than 0 if it is less than was thought */
    public long carried(long total, Instant now) {
        long more = total - all;
        all = total;
        if (more > 0) add(new Piece(callee, budget, now, more));
        if (more < 0) takeOff(-more);
        return more;
    }

    private void add(Piece piece) {
        billed += book.carried(piece.callee(), piece.budget(), piece.bytes(), piece.at());
        boolean goesOn = !pieces.isEmpty() && pieces.getLast().isLike(piece);
        pieces.add(goesOn ? pieces.removeLast().with(piece.bytes()) : piece);
    }

    private void takeOff(long bytes) {
        long left = bytes;
        while (left > 0 && !pieces.isEmpty()) {
            Piece last = pieces.removeLast();
            long some = Math.min(left, last.bytes());
            billed += book.carried(last.callee(), last.budget(), -some, last.at());
            if (some < last.bytes()) pieces.add(last.with(-some));
            left -= some;
        }
        billed = Math.max(0, billed - left);
    }

    /** What it has carried, as far as it is counted. */
    public long all() {
        return all;
    }

    /** Of it, what goes beyond what months include. */
    public long billed() {
        return billed;
    }

    /** What is used of the months' data that it counts to now. */
    public List<DataUse> uses(Instant now) {
        return book.uses(callee, budget, now).toList();
    }
}
