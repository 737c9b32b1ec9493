package org.packetboat.app.cli.shell;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.management.JMX;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.packetboat.app.process.PidFile;
import org.packetboat.connectors.jmx.ServerMXBean;

/**
 * The server that runs on a data folder, reached by local JMX attach: no port is open for it, and only the same user
 * (or root) may.
 */
public final class RunningServer implements AutoCloseable {
    private final JMXConnector connector;
    private final ServerMXBean server;

    private RunningServer(JMXConnector connector, ServerMXBean server) {
        this.connector = connector;
        this.server = server;
    }

    /** @throws CommandFailure if none runs there, or it can't be reached */
    public static RunningServer on(Path dataFolder) {
        Optional<Long> pid = new PidFile(dataFolder).running();
        if (pid.isEmpty()) {
            throw new CommandFailure(ExitCodes.NOT_RUNNING, "no server is running on " + dataFolder
                    + "; start one with \"packetboat run\", or name its configuration with --config");
        }
        try {
            return attach(pid.get());
        } catch (IOException | AttachNotSupportedException | MalformedObjectNameException e) {
            throw new CommandFailure(ExitCodes.NOT_RUNNING, "cannot reach the server, process " + pid.get()
                    + " (you must be the user it runs as): " + e.getMessage());
        }
    }

    private static RunningServer attach(long pid)
            throws IOException, AttachNotSupportedException, MalformedObjectNameException {
        VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
        try {
            JMXConnector connector = JMXConnectorFactory
                    .connect(new JMXServiceURL(machine.startLocalManagementAgent()));
            return new RunningServer(connector, JMX.newMXBeanProxy(connector.getMBeanServerConnection(),
                    new ObjectName("org.packetboat:type=Server"), ServerMXBean.class));
        } finally {
            machine.detach();
        }
    }

    public ServerMXBean server() {
        return server;
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException e) {
            // the server went away first; there is nothing left to close
        }
    }
}
