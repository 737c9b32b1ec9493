package org.packetboat.camel;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.Endpoint;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.packetboat.camel.events.EventFeed;
import org.packetboat.camel.events.ServerFeed;

/**
 * Joins routes to a server. Inside of a Packetboat server it is made by that, for each context that runs its route
 * files, and means that server where an endpoint names no other. Elsewhere it is found by Camel itself.
 */
@Component("packetboat")
public class PacketboatComponent extends DefaultComponent implements SSLContextParametersAware {
    private final Optional<PostOffice> office;
    @Metadata(label = "security",
            description = "Whether the context's own SSL settings are used where an endpoint has none.")
    private boolean useGlobalSslContextParameters;
    private Optional<ExecutorService> executor = Optional.empty();

    /** One that is in no server. */
    public PacketboatComponent() {
        this.office = Optional.empty();
    }

    public PacketboatComponent(PostOffice office) {
        this.office = Optional.of(office);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        PacketboatEndpoint endpoint = new PacketboatEndpoint(uri, this);
        endpoint.setOperation(operation(remaining));
        setProperties(endpoint, parameters);
        endpoint.check();
        return endpoint;
    }

    private static Operation operation(String text) {
        for (Operation operation : Operation.values())
            if (operation.name().equals(text)) return operation;
        throw new IllegalArgumentException("found packetboat:" + text
                + "; expected packetboat:submit, packetboat:unpack, packetboat:events, packetboat:inbound or "
                + "packetboat:filter");
    }

    /** @throws IllegalStateException where there is no server */
    PostOffice office() {
        return office.orElseThrow(() -> new IllegalStateException("this program is no Packetboat server: "
                + "packetboat:submit needs the option server, packetboat:events the options brokers and topic; "
                + "packetboat:inbound and packetboat:filter work in a server only"));
    }

    /** The events of the server it is in. */
    EventFeed serverEvents(String reader) {
        return new ServerFeed("route:" + reader, office().events(), office().words());
    }

    @Override
    public boolean isUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    @Override
    public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }

    /** Runs work that may wait. */
    ExecutorService executor() {
        return executor.orElseThrow(() -> new IllegalStateException("not started"));
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        executor = Optional.of(Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("route-", 0).factory()));
    }

    @Override
    protected void doStop() throws Exception {
        executor.ifPresent(ExecutorService::shutdown);
        super.doStop();
    }
}
