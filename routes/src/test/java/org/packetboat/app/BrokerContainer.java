package org.packetboat.app;

import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/** A broker in a container, at the same ports inside and outside, so that it may be stopped and started again. */
final class BrokerContainer implements KafkaBroker {
    static final String IMAGE = "packetboat-kafka";
    private static final String SETTINGS = "/tmp/settings";
    private static final int READABLE = 0755;

    private final BrokerSettings settings;
    private final GenericContainer<?> container;

    private BrokerContainer(Path file, BrokerSettings settings) {
        this.settings = settings;
        container = new GenericContainer<>(DockerImageName.parse(IMAGE)).withImagePullPolicy(_ -> false)
                .withEnv("KAFKA_HOST", "127.0.0.1").withEnv("KAFKA_SETTINGS", SETTINGS)
                .withEnv("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1")
                .withCommand("broker", "/var/lib/kafka", Integer.toString(settings.port()))
                .withCopyFileToContainer(MountableFile.forHostPath(file, READABLE), SETTINGS)
                .withCreateContainerCmdModifier(create -> create.withExposedPorts(exposed())
                        .getHostConfig().withPortBindings(bindings()));
        settings.secrets().map(KafkaSecrets::keyStore).ifPresent(store -> container
                .withCopyFileToContainer(MountableFile.forHostPath(store, READABLE), store.toString()));
    }

    private ExposedPort[] exposed() {
        return IntStream.of(settings.port(), settings.securePort()).mapToObj(ExposedPort::new)
                .toArray(ExposedPort[]::new);
    }

    private PortBinding[] bindings() {
        return IntStream.of(settings.port(), settings.securePort()).mapToObj(port -> new PortBinding(
                Ports.Binding.bindIpAndPort("127.0.0.1", port), new ExposedPort(port))).toArray(PortBinding[]::new);
    }

    /** Why there can be none here; empty if nothing is known to stand against it. */
    static Optional<String> obstacle() {
        boolean mayBe = System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock"));
        if (!mayBe || !DockerClientFactory.instance().isDockerAvailable()) return Optional.of("no Docker answers");
        try {
            DockerClientFactory.lazyClient().inspectImageCmd(IMAGE).exec();
            return Optional.empty();
        } catch (NotFoundException e) {
            return Optional.of("no image " + IMAGE + " is here; docker/kafka-image builds it");
        }
    }

    static BrokerContainer begin(Path folder, BrokerSettings settings) throws IOException {
        BrokerContainer broker = new BrokerContainer(settings.write(folder, "0.0.0.0"), settings);
        try {
            broker.container.start();
            broker.awaitAnswer();
            return broker;
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
    }

    @Override
    public BrokerSettings settings() {
        return settings;
    }

    @Override
    public boolean isAlive() {
        return container.isRunning();
    }

    @Override
    public void start() {
        container.getDockerClient().startContainerCmd(container.getContainerId()).exec();
        awaitAnswer();
    }

    @Override
    public String log() {
        return container.getLogs();
    }

    @Override
    public void kill() {
        container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void close() {
        container.stop();
    }
}
