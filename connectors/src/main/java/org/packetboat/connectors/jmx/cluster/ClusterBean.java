package org.packetboat.connectors.jmx.cluster;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.NotificationBroadcasterSupport;
import javax.management.ObjectName;
import org.packetboat.connectors.jmx.described.DescribedBean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a machine's MBean registered. */
public final class ClusterBean implements AutoCloseable {
    /** Its name. */
    public static final String NAME = "org.packetboat:type=Cluster";
    private static final Logger LOG = LoggerFactory.getLogger(ClusterBean.class);

    private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();

    /** Registers it. */
    public ClusterBean(ClusterMXBean machine) {
        try {
            beans.registerMBean(DescribedBean.of(machine, ClusterMXBean.class, new NotificationBroadcasterSupport()),
                    new ObjectName(NAME));
        } catch (JMException e) {
            throw new IllegalStateException("the MBean " + NAME + " can't be registered", e);
        }
    }

    @Override
    public void close() {
        try {
            beans.unregisterMBean(new ObjectName(NAME));
        } catch (JMException e) {
            LOG.warn("event=mbean-left name={} reason=\"{}\"", NAME, e.getMessage());
        }
    }
}
