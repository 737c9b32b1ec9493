package org.packetboat.app;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.JMX;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServerConnection;
import javax.management.MalformedObjectNameException;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.packetboat.connectors.jmx.ServerMXBean;

/** A server's MBeans, by local attach. */
record JmxView(JMXConnector connector, MBeanServerConnection beans) implements AutoCloseable {
    static JmxView of(long pid) {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            try {
                JMXConnector connector = JMXConnectorFactory
                        .connect(new JMXServiceURL(machine.startLocalManagementAgent()));
                return new JmxView(connector, connector.getMBeanServerConnection());
            } finally {
                machine.detach();
            }
        } catch (IOException | AttachNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    ServerMXBean server() {
        return JMX.newMXBeanProxy(beans, name("type=Server"), ServerMXBean.class);
    }

    /** @param properties such as {@code type=Link,name="lan"} */
    Object attribute(String properties, String attribute) throws JMException, IOException {
        return beans.getAttribute(name(properties), attribute);
    }

    /** The properties of all MBeans there are now. */
    Set<String> names() throws IOException {
        return beans.queryNames(name("*"), null).stream().map(ObjectName::getKeyPropertyListString)
                .collect(Collectors.toSet());
    }

    /** Every attribute of every MBean in the process that can be read. */
    String everything() throws JMException, IOException {
        StringBuilder all = new StringBuilder();
        for (ObjectName name : beans.queryNames(null, null)) {
            for (MBeanAttributeInfo attribute : beans.getMBeanInfo(name).getAttributes())
                all.append(name).append(' ').append(attribute.getName()).append(" = ").append(readable(name, attribute))
                        .append('\n');
        }
        return all.toString();
    }

    private String readable(ObjectName name, MBeanAttributeInfo attribute) throws IOException {
        try {
            Object value = beans.getAttribute(name, attribute.getName());
            return value instanceof Object[] array ? Arrays.deepToString(array) : String.valueOf(value);
        } catch (JMException | RuntimeException e) {
            return "(not readable)";
        }
    }

    void listen(NotificationListener listener) throws JMException, IOException {
        beans.addNotificationListener(name("type=Server"), listener, null, null);
    }

    private static ObjectName name(String properties) {
        try {
            return new ObjectName("org.packetboat:" + properties);
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException(properties, e);
        }
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
