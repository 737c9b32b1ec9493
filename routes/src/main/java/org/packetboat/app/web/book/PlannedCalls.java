package org.packetboat.app.web.book;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.packetboat.schedules.plan.answer.PlannedCall;

/**
 * What was planned, of calls whose time has come, for whoever compares it with what happened. Kept as
 * {@link CallFiles} keeps calls; the direction is {@code planned}.
 */
public final class PlannedCalls implements AutoCloseable {
    private static final String PLANNED = "planned";
    private static final int MOST = 20_000;

    private final CallFiles files;

    public PlannedCalls(CallFiles files) {
        this.files = files;
    }

    /** A planned call as one of the past, as it will be read again. @param server by which it was to be made */
    public static PastCall of(String server, String line, PlannedCall call) {
        PastCall planned = new PastCall(call.start(), call.end(), server, call.site(), line, PLANNED, 0, call.bytes(),
                0, "", Optional.empty());
        return PastCall.read(planned.line()).orElse(planned);
    }

    /** It is on disk soon. */
    public void keep(PastCall planned) {
        files.append(planned);
    }

    /** What was planned for this time; at most 20,000 calls. */
    public List<PastCall> between(Instant from, Instant to) {
        try (Stream<PastCall> all = files.between(from, to)) {
            return all.filter(call -> call.begin().isBefore(to) && !call.end().isBefore(from)).limit(MOST).toList();
        }
    }

    @Override
    public void close() {
        files.close();
    }
}
