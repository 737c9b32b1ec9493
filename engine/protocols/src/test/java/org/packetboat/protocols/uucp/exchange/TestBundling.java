package org.packetboat.protocols.uucp.exchange;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.link.BytesBody;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.sim.SimTime;
import org.packetboat.protocols.bundle.packing.Agreement;
import org.packetboat.protocols.bundle.packing.BundledMail;
import org.packetboat.protocols.bundle.packing.Bundling;
import org.packetboat.protocols.bundle.packing.PackedBundle;
import org.packetboat.protocols.bundle.packing.Packer;
import org.packetboat.protocols.bundle.packing.Packing;
import org.packetboat.protocols.bundle.packing.Room;
import org.packetboat.protocols.bundle.packing.Unpacked;
import org.packetboat.protocols.uucp.mail.Digest;

/**
 * Batches that are not compressed: each mail as {@code id sender recipients length} and its bytes. Takes two seconds
 * for whatever it does, and fails as told.
 */
final class TestBundling implements Bundling, Packer {
    private static final Duration THINKING = Duration.ofSeconds(2);

    final Map<String, PackedBundle> disk = new LinkedHashMap<>();
    final Deque<Unpacked.Fault> faults = new ArrayDeque<>();
    final List<Integer> sizes = new ArrayList<>();
    String key = "";
    /** Another one than this is that of a far side that does not understand delays; with none mail goes one by one. */
    String word = "test";
    int roomFor = 3;
    boolean packingFails;
    private final SimTime time;
    private int frozen;
    private boolean understandsDelays;

    TestBundling(SimTime time) {
        this.time = time;
    }

    @Override
    public Optional<String> word(String node) {
        return Optional.of(word).filter(said -> !said.isEmpty());
    }

    @Override
    public Agreement agree(String node, Optional<String> heard, long rate) {
        understandsDelays = heard.equals(Optional.of("test"));
        return heard.isPresent() && !word.isEmpty() ? new Agreement.Batches(this) : new Agreement.OneByOne();
    }

    @Override
    public Room room() {
        List<Transfer> taken = new ArrayList<>();
        return new Room() {
            @Override
            public boolean take(Transfer transfer) {
                return taken.size() < roomFor && taken.add(transfer);
            }

            @Override
            public boolean isFull() {
                return taken.size() == roomFor;
            }

            @Override
            public List<Transfer> transfers() {
                return List.copyOf(taken);
            }
        };
    }

    @Override
    public List<PackedBundle> thawed() {
        return List.copyOf(disk.values());
    }

    @Override
    public void freeze(List<Transfer> transfers, Consumer<Packing> answer) {
        time.in(THINKING, () -> {
            if (packingFails) {
                answer.accept(new Packing.Failed("no room on the disk"));
                return;
            }
            BytesBody body = new BytesBody(pack(transfers));
            String id = Digest.of(body).substring(0, PackedBundle.ID_DIGITS);
            disk.put(id, new PackedBundle(id, body, transfers.stream().map(PackedBundle::mark).toList()));
            sizes.add(transfers.size());
            answer.accept(new Packing.Packed(disk.get(id)));
        });
    }

    /** Never the same twice, as with a salt. */
    private byte[] pack(List<Transfer> transfers) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(("batch " + frozen++ + "\n").getBytes(StandardCharsets.UTF_8));
        for (Transfer transfer : transfers) {
            StringBuilder line = new StringBuilder(transfer.envelope().id().toString()).append(' ')
                    .append(transfer.body().size());
            transfer.envelope().recipients().forEach(r -> line.append(' ').append(r.address()));
            out.writeBytes(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
            out.writeBytes(((BytesBody) transfer.body()).bytes());
        }
        return out.toByteArray();
    }

    @Override
    public void read(Body batch, Consumer<Unpacked> answer) {
        byte[] bytes = batch.read(0, (int) batch.size());
        time.in(THINKING, () -> {
            Optional<Unpacked.Fault> fault = Optional.ofNullable(faults.poll());
            answer.accept(fault.<Unpacked>map(f -> new Unpacked.Unusable(f, "as told"))
                    .orElseGet(() -> new Unpacked.Mails(unpack(bytes), () -> {})));
        });
    }

    private static List<BundledMail> unpack(byte[] bytes) {
        List<BundledMail> letters = new ArrayList<>();
        int at = end(bytes, 0) + 1;
        while (at < bytes.length) {
            int end = end(bytes, at);
            String[] words = new String(bytes, at, end - at, StandardCharsets.UTF_8).split(" ");
            byte[] body = java.util.Arrays.copyOfRange(bytes, end + 1, end + 1 + Integer.parseInt(words[1]));
            List<Recipient> recipients = java.util.Arrays.stream(words).skip(2).map(Recipient::of).toList();
            letters.add(new BundledMail(submission(words[0], recipients), new BytesBody(body), true));
            at = end + 1 + body.length;
        }
        return letters;
    }

    private static Submission submission(String id, List<Recipient> recipients) {
        return Submission.plain(Optional.of(Address.parse("x@example.com")), recipients, "test").withKey(id);
    }

    private static int end(byte[] bytes, int from) {
        int end = from;
        while (bytes[end] != '\n')
            end++;
        return end;
    }

    @Override
    public void acknowledged(PackedBundle batch, Runnable done) {
        time.in(THINKING, () -> {
            disk.remove(batch.id());
            done.run();
        });
    }

    @Override
    public void discard(PackedBundle batch) {
        disk.remove(batch.id());
    }

    @Override
    public void withoutHistory() {
        // there is none
    }

    @Override
    public void accepted(Unpacked.Mails batch, Runnable done) {
        time.in(THINKING, done);
    }

    @Override
    public void close() {
        // what was read holds nothing
    }

    @Override
    public String receipt(String id) {
        return key.isEmpty() ? "-" : Digest.of(key, id).substring(0, 16);
    }

    @Override
    public boolean isReceipt(String id, String word) {
        return receipt(id).equals(word);
    }

    @Override
    public boolean isSealing() {
        return !key.isEmpty();
    }

    @Override
    public boolean understandsDelays() {
        return understandsDelays;
    }

    @Override
    public boolean takesReports() {
        return false;
    }
}
