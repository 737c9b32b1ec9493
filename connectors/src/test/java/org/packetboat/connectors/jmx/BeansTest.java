package org.packetboat.connectors.jmx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.NotificationBroadcasterSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.packetboat.connectors.jmx.described.Described;
import org.packetboat.connectors.jmx.described.DescribedBean;
import org.packetboat.connectors.jmx.described.Reads;
import org.packetboat.connectors.jmx.backup.BackupMXBean;
import org.packetboat.connectors.jmx.disks.DisksMXBean;
import org.packetboat.connectors.jmx.fleet.FleetMXBean;
import org.packetboat.connectors.jmx.filters.FiltersMXBean;
import org.packetboat.connectors.jmx.provision.ProvisionMXBean;
import org.packetboat.connectors.jmx.recipients.RecipientsMXBean;
import org.packetboat.connectors.jmx.routes.UserRoutesMXBean;
import org.packetboat.connectors.jmx.rules.RulesMXBean;
import org.packetboat.connectors.jmx.usage.UsageMXBean;

/** What MBeans say of themselves, and the document that is made from it. */
class BeansTest {
    private static final Path DOCUMENT = Path.of("../docs/jmx.md");
    private static final String BEGIN = "<!-- made from the code by BeansTest: -Ddraw=true makes it anew -->\n";

    static List<Class<?>> types() {
        return List.of(ServerMXBean.class, ForwarderMXBean.class, RouteMXBean.class, QueueMXBean.class,
                BatchMXBean.class, LinkMXBean.class, KafkaMXBean.class, UserRoutesMXBean.class,
                BackupMXBean.class, FleetMXBean.class, RecipientsMXBean.class,
                FiltersMXBean.class, RulesMXBean.class, UsageMXBean.class, DisksMXBean.class,
                ProvisionMXBean.class);
    }

    private static <T> MBeanInfo info(Class<T> type) {
        T bean = type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type},
                (_, method, _) -> {
                    throw new AssertionError(method + " is not to be called");
                }));
        return DescribedBean.of(bean, type, new NotificationBroadcasterSupport()).getMBeanInfo();
    }

    @Test
    void beansOfOneClassHoldOneDescriptionInMemory() {
        assertSame(info(QueueMXBean.class), info(QueueMXBean.class));
        assertNotEquals(info(QueueMXBean.class), info(RouteMXBean.class));
    }

    private static Stream<MBeanAttributeInfo> attributes(Class<?> type) {
        return Arrays.stream(info(type).getAttributes()).sorted(Comparator.comparing(MBeanAttributeInfo::getName));
    }

    @ParameterizedTest
    @MethodSource("types")
    void everythingSaysWhatItMeans(Class<?> type) {
        List<String> silent = Arrays.stream(type.getMethods()).filter(m -> !m.isAnnotationPresent(Described.class))
                .map(Method::getName).toList();
        assertEquals(List.of(), silent);
        assertTrue(info(type).getDescription().endsWith("."), info(type).getDescription());
        attributes(type).forEach(a -> assertNotEquals(a.getName(), a.getDescription()));
        attributes(type).filter(a -> a.getName().endsWith("Millis"))
                .forEach(a -> assertEquals("ms since 1970-01-01T00:00:00Z", unit(a), a::getName));
    }

    private static String unit(MBeanAttributeInfo attribute) {
        Object unit = attribute.getDescriptor().getFieldValue("units");
        return unit == null ? "" : unit.toString();
    }

    private static String impact(MBeanOperationInfo operation) {
        if (operation.getImpact() != MBeanOperationInfo.INFO) return "acts";
        return Boolean.TRUE.equals(operation.getDescriptor().getFieldValue(Reads.TEXT)) ? "reads text" : "reads";
    }

    @Test
    void consolesLearnWhichOperationsChangeSomething() {
        assertEquals(
                List.of("describeDomain", "listBatch", "listBatches", "listData", "listDead", "listDeadLines",
                        "listDomains", "listEnvelopes", "listEventReaders", "listLoads", "listMadeCalls", "listMessage",
                        "listMissed", "listOffers", "listRoutes", "listSessions", "listSomeDomains", "why"),
                operations("reads"));
    }

    /** Subjects and Message-IDs are text; finding mail by them tells them. */
    @Test
    void whatTellsTextOfMailIsMarked() {
        assertEquals(List.of("find", "findIds", "listAges", "read", "readPart", "trace", "traceEvents"),
                operations("reads text"));
    }

    private static List<String> operations(String impact) {
        return Arrays.stream(info(ServerMXBean.class).getOperations()).filter(o -> impact(o).equals(impact))
                .map(MBeanOperationInfo::getName).sorted().toList();
    }

    @Test
    void theDocumentIsWhatTheCodeSays() throws IOException {
        String before = Files.exists(DOCUMENT) ? Files.readString(DOCUMENT) : BEGIN;
        String head = before.substring(0, before.indexOf(BEGIN) + BEGIN.length());
        String wanted = head + types().stream().map(BeansTest::document).collect(Collectors.joining());
        if (Boolean.getBoolean("draw")) Files.writeString(DOCUMENT, wanted);
        assertEquals(wanted, Files.readString(DOCUMENT), "run this test with -Ddraw=true");
    }

    private static String document(Class<?> type) {
        StringBuilder text = new StringBuilder("\n### " + type.getSimpleName().replace("MXBean", "") + "\n\n"
                + info(type).getDescription() + "\n\n| attribute | type | unit | meaning |\n|---|---|---|---|\n");
        attributes(type)
                .forEach(a -> text.append("| `").append(a.getName()).append("` | `").append(type(type, a)).append("`")
                        .append(" | ").append(unit(a)).append(" | ").append(a.getDescription()).append(" |\n"));
        List<MBeanOperationInfo> operations = Arrays.stream(info(type).getOperations())
                .sorted(Comparator.comparing(MBeanOperationInfo::getName)
                        .thenComparing(o -> o.getSignature().length))
                .toList();
        if (operations.isEmpty()) return text.toString();
        text.append("\n| operation | impact | meaning |\n|---|---|---|\n");
        operations.forEach(o -> text.append("| `").append(signature(type, o)).append("` | ").append(impact(o))
                .append(" | ").append(o.getDescription()).append(" |\n"));
        return text.toString();
    }

    private static String type(Class<?> type, MBeanAttributeInfo attribute) {
        return Arrays.stream(type.getMethods())
                .filter(m -> m.getName().equals((attribute.isIs() ? "is" : "get") + attribute.getName())).findFirst()
                .map(m -> shortened(m.getGenericReturnType().getTypeName())).orElseThrow();
    }

    private static String signature(Class<?> type, MBeanOperationInfo operation) {
        return Arrays.stream(type.getMethods())
                .filter(m -> m.getName().equals(operation.getName())
                        && m.getParameterCount() == operation.getSignature().length)
                .findFirst().map(m -> m.getName() + Arrays.stream(m.getGenericParameterTypes())
                        .map(t -> shortened(t.getTypeName())).collect(Collectors.joining(", ", "(", ")")))
                .orElseThrow();
    }

    private static String shortened(String type) {
        return type.replaceAll("[a-z]+\\.", "");
    }
}
