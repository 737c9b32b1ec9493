package org.packetboat.app.web.api;

import java.util.List;
import java.util.Optional;
import org.packetboat.connectors.http.Role;
import org.packetboat.connectors.http.WebPage;

/**
 * A path of the API, with what {@code openapi.json} says of it.
 *
 * @param summary one line for people
 * @param params  names of the query that it knows
 * @param takes   what its body is read as; empty if it has none
 * @param gives   what its answer is; empty for a stream of events
 */
record ApiPath(String method, String path, Role role, String summary, List<String> params, Optional<Class<?>> takes,
        Optional<Class<?>> gives, WebPage page) {
    static ApiPath get(String path, String summary, List<String> params, Class<?> gives, WebPage page) {
        return new ApiPath("GET", path, Role.READER, summary, params, Optional.empty(), Optional.of(gives), page);
    }

    static ApiPath post(String path, Role role, String summary, Class<?> takes, Class<?> gives, WebPage page) {
        return new ApiPath("POST", path, role, summary, List.of(), Optional.of(takes), Optional.of(gives), page);
    }

    ApiPath forOperators() {
        return new ApiPath(method, path, Role.OPERATOR, summary, params, takes, gives, page);
    }
}
