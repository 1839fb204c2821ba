package dev.stacyvm.bus.kafka;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** The access rules of a broker with an authorizer, as its administrator sees them. */
public final class TestRules {
    /** What turns the authorizer on; who does not log in is a super user. */
    public static final Map<String, String> AUTHORIZER = Map.of(
            "authorizer.class.name",
            "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            "super.users",
            "User:recorder;User:ANONYMOUS",
            "allow.everyone.if.no.acl.found",
            "true");

    private TestRules() {}

    /** Lets everybody use the topic of certifications and its dead letters, by name. */
    public static void allowAll(KafkaSettings settings) throws InterruptedException, ExecutionException {
        ResourcePattern topic = new ResourcePattern(ResourceType.TOPIC, KafkaSettings.TOPIC, PatternType.PREFIXED);
        try (Admin admin = admin(settings)) {
            admin.createAcls(List.of(new AclBinding(
                            topic, new AccessControlEntry("User:*", "*", AclOperation.ALL, AclPermissionType.ALLOW))))
                    .all()
                    .get();
        }
    }

    /** Whom a rule denies anything. */
    public static List<String> denied(KafkaSettings settings) {
        try (Admin admin = admin(settings)) {
            return admin.describeAcls(AclBindingFilter.ANY).values().get().stream()
                    .filter(rule -> rule.entry().permissionType() == AclPermissionType.DENY)
                    .map(rule -> rule.entry().principal())
                    .toList();
        } catch (InterruptedException | ExecutionException failure) {
            throw new AssertionError(failure);
        }
    }

    private static Admin admin(KafkaSettings settings) {
        Properties all = settings.client();
        return Admin.create(all);
    }
}
