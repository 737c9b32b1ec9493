package org.packetboat.connectors.jmx.remote;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.management.JMException;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.remote.MBeanServerForwarder;
import javax.security.auth.Subject;
import org.packetboat.connectors.jmx.described.Reads;
import org.packetboat.connectors.jmx.remote.RemoteBeans.Right;

/**
 * Lets users do with MBeans what they may. Some see attributes, and call what only reads (impact INFO) and tells no
 * text of mail; others call every operation of this program's MBeans. Those of the Java machine show their attributes
 * and no more, and nobody makes, loads or takes away an MBean.
 */
final class RoleGuard implements InvocationHandler {
    private static final String OURS = "org.packetboat";
    /** What tells and changes nothing. */
    private static final Set<String> READING = Set.of("getAttribute", "getAttributes", "getMBeanInfo", "getMBeanCount",
            "getDefaultDomain", "getDomains", "getObjectInstance", "isInstanceOf", "isRegistered", "queryMBeans",
            "queryNames", "addNotificationListener", "removeNotificationListener", "getClassLoaderFor");
    /** What the connector asks for itself, for nobody: class loaders, and who is to be told of notifications. */
    private static final Set<String> INNER = Set.of("getClassLoaderRepository", "getClassLoaderFor", "getClassLoader",
            "addNotificationListener", "removeNotificationListener", "isInstanceOf", "queryNames");

    private final MBeanServer beans;
    private final Map<String, Right> users;

    private RoleGuard(MBeanServer beans, Map<String, Right> users) {
        this.beans = beans;
        this.users = Map.copyOf(users);
    }

    /** Stands before these MBeans. */
    static MBeanServerForwarder before(MBeanServer beans, Map<String, Right> users) {
        return (MBeanServerForwarder) Proxy.newProxyInstance(RoleGuard.class.getClassLoader(),
                new Class<?>[]{MBeanServerForwarder.class}, new RoleGuard(beans, users));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        String name = method.getName();
        if (name.equals("getMBeanServer")) return beans;
        if (name.equals("setMBeanServer")) throw new IllegalArgumentException("it stands before MBeans already");
        if (method.getDeclaringClass() == Object.class) return method.invoke(beans, arguments);
        if (Subject.current() != null || !INNER.contains(name)) check(name, arguments);
        try {
            return method.invoke(beans, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private void check(String method, Object[] arguments) throws JMException {
        Optional<String> user = RemoteCaller.name();
        Optional<Right> has = user.map(users::get);
        Right needed = method.equals("invoke") ? needed(arguments) : Right.SEES;
        boolean known = READING.contains(method) || method.equals("invoke") && isOurs(arguments);
        if (!known || has.isEmpty() || has.get().compareTo(needed) < 0)
            throw new SecurityException("user " + user.orElse("nobody") + " may not do that: " + method);
    }

    private static boolean isOurs(Object[] arguments) {
        return ((ObjectName) arguments[0]).getDomain().equals(OURS);
    }

    /** {@code invoke(name, operation, parameters, signature)}. */
    private Right needed(Object[] arguments) throws JMException {
        MBeanInfo info = beans.getMBeanInfo((ObjectName) arguments[0]);
        String[] signature = Optional.ofNullable((String[]) arguments[3]).orElse(new String[0]);
        return Arrays.stream(info.getOperations()).filter(o -> o.getName().equals(arguments[1]))
                .filter(o -> Arrays.equals(signature(o), signature))
                .anyMatch(RoleGuard::isForReaders) ? Right.SEES : Right.ACTS;
    }

    private static boolean isForReaders(MBeanOperationInfo operation) {
        return operation.getImpact() == MBeanOperationInfo.INFO
                && !Boolean.TRUE.equals(operation.getDescriptor().getFieldValue(Reads.TEXT));
    }

    private static String[] signature(MBeanOperationInfo operation) {
        return Arrays.stream(operation.getSignature()).map(MBeanParameterInfo::getType).toArray(String[]::new);
    }
}
