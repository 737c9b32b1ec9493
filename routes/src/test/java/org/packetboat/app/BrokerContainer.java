package org.packetboat.app;

import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** A broker in a container, at the same port inside and outside, so that it may be stopped and started again. */
final class BrokerContainer implements KafkaBroker {
    static final String IMAGE = "packetboat-kafka";

    private final int port = BrokerProcess.freePort();
    private final GenericContainer<?> container;

    private BrokerContainer() {
        PortBinding binding = new PortBinding(Ports.Binding.bindIpAndPort("127.0.0.1", port), new ExposedPort(port));
        container = new GenericContainer<>(DockerImageName.parse(IMAGE)).withImagePullPolicy(_ -> false)
                .withEnv("KAFKA_HOST", "127.0.0.1").withCommand("broker", "/var/lib/kafka", Integer.toString(port))
                .withCreateContainerCmdModifier(create -> create.withExposedPorts(new ExposedPort(port))
                        .getHostConfig().withPortBindings(binding));
    }

    /** Whether Docker is here, and the image. */
    static boolean isPossible() {
        boolean mayBe = System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock"));
        if (!mayBe || !DockerClientFactory.instance().isDockerAvailable()) return false;
        try {
            DockerClientFactory.lazyClient().inspectImageCmd(IMAGE).exec();
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    /** Starts one, and waits until it answers. */
    static BrokerContainer begin() {
        BrokerContainer broker = new BrokerContainer();
        broker.container.start();
        broker.awaitAnswer();
        return broker;
    }

    @Override
    public String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void start() {
        container.getDockerClient().startContainerCmd(container.getContainerId()).exec();
        awaitAnswer();
    }

    private void awaitAnswer() {
        await("the broker").atMost(PATIENCE).until(this::answers);
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
