package org.packetboat.app.web.board;

/**
 * A site as a row of the table. Times are ISO 8601 in UTC, empty where there is none.
 *
 * @param site    the route's name; the domain where no route serves it
 * @param state   a {@link SiteCondition}
 * @param why     the reason, in words: why it will be late, or what its host said last
 * @param depth   envelopes waiting
 * @param bytes   of their messages
 * @param oldest  when the one that has waited longest arrived
 * @param opens   when its window opens next, or has opened
 * @param closes  when that window closes; empty for never
 * @param planned when it is called by the running timetable
 * @param arrival when all of it is expected to be there
 * @param done    bytes sent by the transfer under way, of {@code size}
 * @param end     when that will be through if it goes on like this
 */
public record SiteRow(String site, String state, String why, String link, String window, long depth, long bytes,
        String oldest, String opens, String closes, boolean open, String planned, String arrival, long done, long size,
        String end) {}
