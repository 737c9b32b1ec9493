package org.packetboat.camel.files;

import java.nio.file.Path;
import java.util.List;

/**
 * Where route files are, and what they may count on.
 *
 * @param places route files and folders of them
 * @param folder the folder of the configuration: <code>{{packetboat.folder}}</code>, and where the paths of
 *               <code>{{file:...}}</code> count from
 * @param server this server's name: <code>{{packetboat.server}}</code>
 */
public record RouteSettings(List<Path> places, Path folder, String server) {
    public RouteSettings {
        places = List.copyOf(places);
        folder = folder.toAbsolutePath().normalize();
    }
}
