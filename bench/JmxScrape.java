import com.sun.tools.attach.VirtualMachine;
import java.util.concurrent.locks.LockSupport;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * How long a program that scrapes a server by JMX (RMI) waits for all of its queues. Argument: the server's process.
 * Between the scrapes the server's picture grows old, so that each has a new one made.
 */
final class JmxScrape {
    private static final int TURNS = 10;
    /** The first ones warm both sides up, as a scraper that comes each minute has done long ago. */
    private static final int WARM = 5;
    private static final long PICTURE = 1_200_000_000L;

    private JmxScrape() {}

    public static void main(String[] args) throws Exception {
        VirtualMachine machine = VirtualMachine.attach(args[0]);
        JMXServiceURL url = new JMXServiceURL(machine.startLocalManagementAgent());
        machine.detach();
        try (JMXConnector connector = JMXConnectorFactory.connect(url)) {
            MBeanServerConnection beans = connector.getMBeanServerConnection();
            ObjectName server = new ObjectName("org.packetboat:type=Server");
            double worst = 0;
            for (int turn = 0; turn < TURNS; turn++) {
                LockSupport.parkNanos(PICTURE);
                long began = System.nanoTime();
                CompositeData[] all = (CompositeData[]) beans.getAttribute(server, "Domains");
                double seconds = (System.nanoTime() - began) / 1e9;
                System.out.printf("%d queues scraped in %.3f s%n", all.length, seconds);
                if (turn >= WARM) worst = Math.max(worst, seconds);
            }
            System.out.printf("worst_s=%.3f%n", worst);
        }
    }
}
