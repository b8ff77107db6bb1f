package dev.orgworks.scheduler;

import dev.orgworks.domain.mail.SendMail;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** Every two seconds on one node: sends the letters that are due. Its class name is stored with its trigger: keep it. */
@DisallowConcurrentExecution
class SendMailJob implements Job {

    private final SendMail send;

    SendMailJob(SendMail send) {
        this.send = send;
    }

    @Override
    public void execute(JobExecutionContext context) {
        send.send();
    }
}
