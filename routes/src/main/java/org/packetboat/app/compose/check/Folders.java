package org.packetboat.app.compose.check;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.packetboat.engine.route.Transport;
import org.packetboat.schedules.yaml.Place;
import org.packetboat.schedules.yaml.Problems;

/** A folder that the server writes to, and that can't be made or written to by whoever checks. */
final class Folders implements Check {
    @Override
    public void look(Subject subject, Problems problems) {
        check(subject.configuration().places().data(), "data", subject.at("data"), subject, problems);
        subject.configuration().drop().ifPresent(drop -> check(drop.folder(), "drop.folder",
                subject.at("drop", "folder"), subject, problems));
        if (subject.configuration().outlet() instanceof Transport.Maildir(String folder, boolean _)
                && !Path.of(folder).startsWith(subject.configuration().places().data())) {
            check(Path.of(folder), "local.maildir", subject.at("local", "maildir"), subject, problems);
        }
    }

    private static void check(Path folder, String path, Place place, Subject subject, Problems problems) {
        trouble(folder).ifPresent(why -> subject.lacking(place, path, "found " + folder + ", which " + why
                + ". Expected a folder that " + subject.machine().user()
                + " may write to, or whose parent it may write to",
                problems));
    }

    private static Optional<String> trouble(Path folder) {
        Path there = folder.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null)
            there = there.getParent();
        boolean whole = there.equals(folder.toAbsolutePath());
        if (!Files.isDirectory(there)) {
            return Optional.of(whole ? "is no folder" : "can't be made: " + there + " is no folder");
        }
        if (Files.isWritable(there) && Files.isExecutable(there)) return Optional.empty();
        return Optional.of(whole ? "can't be written to" : "can't be made: " + there + " can't be written to");
    }
}
