package org.packetboat.engine.route.grade;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.mail.Priority;

/**
 * Which mail of a route waits for which windows; {@code grades} of a route, as {@code timegrade} of Taylor UUCP. Mail
 * has the grade with the lowest bound that is above its priority; without one it goes at any time that the route is
 * open.
 *
 * @param all the lowest bound first
 */
public record Grades(List<MailGrade> all) {
    /** All mail goes at any time. */
    public static final Grades NONE = new Grades(List.of());

    public Grades {
        all = all.stream().sorted(Comparator.comparingInt(MailGrade::below)).toList();
    }

    /** The grade of mail of a priority; empty if it goes at any time. */
    public Optional<MailGrade> of(Priority priority) {
        return all.stream().filter(grade -> grade.has(priority)).findFirst();
    }
}
