package org.packetboat.protocols.uucp.exchange;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.packetboat.engine.link.Body;
import org.packetboat.protocols.uucp.mail.Job;
import org.packetboat.protocols.uucp.packet.Piece;

/** One file on its way out: the command, then its bytes from where the far side wants them, then its end. */
final class Sending {
    private final int channel;
    private final Job job;
    private final byte[] command;
    private final Body body;
    private final boolean last;
    private boolean mayFlow;
    private int told;
    private long at;
    private boolean ended;
    private boolean urgent;

    /**
     * @param channel its channel
     * @param job     the job it is a part of
     * @param command announces it
     * @param last    whether its arrival completes the job
     * @param mayFlow whether its bytes may follow the command at once, or wait for the answer
     */
    Sending(int channel, Job job, String command, Body body, boolean last, boolean mayFlow) {
        this.channel = channel;
        this.job = job;
        this.command = (command + "\0").getBytes(StandardCharsets.ISO_8859_1);
        this.body = body;
        this.last = last;
        this.mayFlow = mayFlow;
    }

    int channel() {
        return channel;
    }

    Job job() {
        return job;
    }

    boolean completesJob() {
        return last;
    }

    /** From now on nothing overtakes it. */
    void setUrgent() {
        urgent = true;
    }

    boolean isUrgent() {
        return urgent;
    }

    /** Whether its command was handed out. */
    boolean isAnnounced() {
        return told == command.length;
    }

    /** Whether everything was handed out, its end included. */
    boolean ended() {
        return ended;
    }

    /** Whether half of it and more was handed out. */
    boolean isPastHalf() {
        return at >= body.size() / 2;
    }

    /** How much there is to send. */
    long size() {
        return body.size();
    }

    long position() {
        return at;
    }

    /** Agreed: its bytes from here on. @return false if that is no place in it */
    boolean goOn(long from) {
        if (from < 0 || from > body.size()) return false;
        mayFlow = true;
        if (from > at) at = from;
        return true;
    }

    /** Not wanted: no more of its bytes, only its end if one is expected. */
    void stop(boolean endExpected) {
        mayFlow = true;
        at = body.size();
        ended = !endExpected || ended;
    }

    Optional<Piece> next(int most) {
        if (told < command.length) return Optional.of(tell(most));
        if (!mayFlow || ended) return Optional.empty();
        byte[] bytes = read((int) Math.min(most, body.size() - at));
        Piece piece = Piece.file(channel, at, bytes);
        at += bytes.length;
        ended = bytes.length == 0;
        return Optional.of(piece);
    }

    private byte[] read(int length) {
        byte[] bytes = new byte[length];
        for (int have = 0; have < length;) {
            byte[] more = body.read(at + have, length - have);
            System.arraycopy(more, 0, bytes, have, more.length);
            have += more.length;
        }
        return bytes;
    }

    private Piece tell(int most) {
        byte[] part = Arrays.copyOfRange(command, told, Math.min(command.length, told + most));
        told += part.length;
        return Piece.text(channel, 0, part, "");
    }
}
