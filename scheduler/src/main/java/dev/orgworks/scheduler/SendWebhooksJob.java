package dev.orgworks.scheduler;

import dev.orgworks.domain.webhooks.SendWebhooks;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/**
 * Every two seconds on one node: begins to send the webhooks that are due, and does not wait for them. Its class name is stored
 * with its trigger: keep it.
 */
@DisallowConcurrentExecution
class SendWebhooksJob implements Job {

    private final SendWebhooks send;

    SendWebhooksJob(SendWebhooks send) {
        this.send = send;
    }

    @Override
    public void execute(JobExecutionContext context) {
        send.send();
    }
}
