package org.packetboat.engine.route.grade;

import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.route.Window;
import org.packetboat.engine.route.large.BothOpen;

/**
 * Mail of low priority, for which a site is called only while a window of its own is open.
 *
 * @param below  its priority is lower than this
 * @param own    that window
 * @param window when that and the route's window are open
 * @param name   what the schedule file calls its own window, for people
 */
public record MailGrade(int below, Window own, Window window, String name) {
    /** @param routes the window of the route */
    public static MailGrade of(int below, Window own, Window routes, String name) {
        return new MailGrade(below, own, routes == Window.ALWAYS ? own : new BothOpen(routes, own), name);
    }

    boolean has(Priority priority) {
        return priority.value() < below;
    }

    /** When mail of this grade may go that has to wait for another window, too. */
    public Window with(Window other) {
        return new BothOpen(other, own);
    }
}
