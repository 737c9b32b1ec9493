package org.packetboat.app.web.board;

/**
 * Something that took, takes or will take time on a row of the timeline; several of one kind that are too close to be
 * told apart are one bar. Times are ISO 8601 in UTC.
 *
 * @param row   the server or link; empty for a window that was missed
 * @param end   empty if nobody can tell yet
 * @param state {@code planned}, {@code done}, {@code failed}, {@code missed} or {@code running}
 * @param site  the first of them
 * @param count how many of them there are
 * @param bytes of messages
 * @param how   how it ended, of the first
 * @param done  bytes of the transfer under way, of {@code size}
 */
public record Bar(String row, String begin, String end, String state, String site, int count, long bytes, String how,
        long done, long size) {
    Bar with(Bar next) {
        return new Bar(row, begin, next.end.compareTo(end) > 0 ? next.end : end, state, site, count + next.count,
                bytes + next.bytes, how, 0, 0);
    }
}
