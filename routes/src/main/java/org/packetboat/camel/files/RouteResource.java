package org.packetboat.camel.files;

import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceHelper;
import org.packetboat.schedules.file.Source;

/** A route file's content as Camel wants it. */
final class RouteResource {
    private RouteResource() {}

    static Resource of(Source file) {
        return ResourceHelper.fromBytes(file.name(), file.content());
    }
}
