package org.packetboat.camel;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/** Joins routes to this server's queue. Made by the server for each context that runs its route files. */
@Component("packetboat")
public class PacketboatComponent extends DefaultComponent {
    private final Optional<PostOffice> office;
    private Optional<ExecutorService> executor = Optional.empty();

    /** One whose endpoints can be made and checked, but not run. */
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
                + "; expected packetboat:submit, packetboat:unpack, packetboat:events or packetboat:inbound");
    }

    /** @throws IllegalStateException where there is no server */
    PostOffice office() {
        return office.orElseThrow(() -> new IllegalStateException("this context has no server"));
    }

    /** Runs work that may wait. */
    Executor executor() {
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
