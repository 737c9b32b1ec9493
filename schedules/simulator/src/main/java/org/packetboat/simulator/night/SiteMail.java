package org.packetboat.simulator.night;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.simulator.parcel.Parcel;
import org.packetboat.simulator.parcel.Posted;

/** What a site has for the head office, from call to call: what one call did not bring, the next one does. */
final class SiteMail implements Supply {
    private static final Recipient OFFICE = Recipient.of("office@" + SimulatedHub.NAME);

    private final TreeMap<EnvelopeId, Transfer> all = new TreeMap<>();
    private final TreeMap<EnvelopeId, Transfer> waiting = new TreeMap<>();

    SiteMail(Address from, List<Parcel> parcels) {
        IntStream.range(0, parcels.size()).mapToObj(i -> Posted.mail(i, from, OFFICE, parcels.get(i).letter()))
                .forEach(t -> all.put(t.envelope().id(), t));
        waiting.putAll(all);
    }

    /** The place of a mail among those that it had. */
    static int place(Transfer transfer) {
        return Math.toIntExact(transfer.envelope().id().message().number());
    }

    @Override
    public void next(Consumer<Optional<Transfer>> answer) {
        answer.accept(Optional.ofNullable(waiting.pollFirstEntry()).map(Map.Entry::getValue));
    }

    /** @throws IllegalStateException if it is refused: then the simulator made mail that may not be sent */
    @Override
    public void settle(EnvelopeId id, Map<Recipient, Outcome> outcomes) {
        for (Outcome outcome : outcomes.values())
            if (outcome instanceof Outcome.Refused(var why))
                throw new IllegalStateException("the head office refused mail of a site: " + why);
        if (outcomes.values().stream().anyMatch(Outcome.Delivered.class::isInstance)) all.remove(id);
    }

    @Override
    public void progress(EnvelopeId id, long bytes) {
        // nobody asks
    }

    @Override
    public void ended(Ending ending) {
        waiting.putAll(all);
    }
}
