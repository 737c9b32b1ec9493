package org.packetboat.engine.queue.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.queue.codec.EnvelopeCodec;
import org.packetboat.engine.queue.codec.FieldReader;
import org.packetboat.engine.queue.codec.FieldWriter;

/**
 * The stored form of a {@link StagedSend}.
 *
 * <pre>
 * version 2 | name text | message id 8 | ends: count 4, each 4 | stop-on 4 | pause ms 8 | not-before 8?
 * | state 1 | stage 4 | let go 4 | stop-at 4 | due, age time 8? | missed: count 4, each 4 | replaces 1
 * </pre>
 *
 * Version 1 had no last field.
 *
 * Times, texts and {@code ?} as in {@link EnvelopeCodec}.
 */
final class StagedSendCodec {
    private static final int VERSION = 2;

    private StagedSendCodec() {}

    static byte[] encode(StagedSend s) {
        StagedSend.Plan p = s.plan();
        StagedSend.Course c = s.course();
        FieldWriter out = new FieldWriter().u8(VERSION).text(p.name()).i64(p.message().number()).i32(p.stages());
        p.ends().forEach(out::i32);
        out.i32(p.stopOn()).i64(p.pause().toMillis()).optional(p.notBefore(), FieldWriter::instant)
                .u8(c.state().ordinal()).i32(c.stage()).i32(c.let()).i32(c.stopAt())
                .optional(c.due(), FieldWriter::instant).i32(c.missed().size());
        c.missed().forEach(out::i32);
        return out.u8(p.replaces().ordinal()).toBytes();
    }

    /** @throws IllegalStateException if this program can't read that version */
    static StagedSend decode(byte[] bytes) {
        FieldReader in = new FieldReader(bytes);
        int version = in.u8();
        if (version < 1 || version > VERSION)
            throw new IllegalStateException("staged send of version " + version + "; expected 1 or 2");
        String name = in.text();
        QueueId message = new QueueId(in.i64());
        List<Integer> ends = numbers(in);
        int stopOn = in.i32();
        Duration pause = Duration.ofMillis(in.i64());
        Optional<Instant> notBefore = in.optional(FieldReader::instant);
        StagedSend.State state = StagedSend.State.values()[in.u8()];
        int stage = in.i32();
        int let = in.i32();
        int stopAt = in.i32();
        Optional<Instant> due = in.optional(FieldReader::instant);
        SortedSet<Integer> missed = new TreeSet<>(numbers(in));
        StagedSend.Replaces replaces = StagedSend.Replaces.values()[version > 1 ? in.u8() : 0];
        StagedSend.Plan plan = new StagedSend.Plan(name, message, ends, stopOn, pause, notBefore, replaces);
        return new StagedSend(plan, new StagedSend.Course(state, stage, let, stopAt, due, missed));
    }

    private static List<Integer> numbers(FieldReader in) {
        int count = in.count();
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++)
            numbers.add(in.i32());
        return numbers;
    }
}
