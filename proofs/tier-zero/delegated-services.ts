/** What the administrator of a service can do to the path, beside what an administrator of any account can. */
interface DelegatedService {
  readonly servicePrincipal: string;
  readonly can: string;
  readonly source: string;
}

const userGuide = "https://docs.aws.amazon.com/organizations/latest/userguide/services-that-can-integrate";

/** Delegated administrators of these services reach into accounts with more than their own permissions. */
export const powerfulServices: readonly DelegatedService[] = [
  {
    servicePrincipal: "member.org.stacksets.cloudformation.amazonaws.com",
    can: "deploys any resource into any member account, by its stacksets-exec role",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-delegated-admin.html",
  },
  {
    servicePrincipal: "ssm-quicksetup.amazonaws.com",
    can: "deploys configurations into member accounts by StackSets",
    source: "https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-quick-setup.html",
  },
  {
    servicePrincipal: "cloudtrail.amazonaws.com",
    can: "manages organization trails",
    source: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-delegated-administrator.html",
  },
  {
    servicePrincipal: "iam.amazonaws.com",
    can: "takes privileged root sessions in member accounts, which SCPs bind",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-enable-root-access.html",
  },
  {
    servicePrincipal: "account.amazonaws.com",
    can: "changes the root user's mail address of member accounts",
    source: "https://docs.aws.amazon.com/accounts/latest/reference/using-orgs-delegated-admin.html",
  },
  {
    servicePrincipal: "sso.amazonaws.com",
    can: "makes anybody an administrator of any member account, whom the guardrails bind",
    source: "https://docs.aws.amazon.com/singlesignon/latest/userguide/delegated-admin.html",
  },
];

/** They look, record, or configure their own service, by service-linked roles that touch nothing of the path. */
export const harmlessServices = {
  servicePrincipals: [
    "access-analyzer.amazonaws.com",
    "auditmanager.amazonaws.com",
    "backup.amazonaws.com",
    "config.amazonaws.com",
    "detective.amazonaws.com",
    "fms.amazonaws.com",
    "guardduty.amazonaws.com",
    "health.amazonaws.com",
    "inspector2.amazonaws.com",
    "ipam.amazonaws.com",
    "macie.amazonaws.com",
    "malware-protection.guardduty.amazonaws.com",
    "resource-explorer-2.amazonaws.com",
    "securityhub.amazonaws.com",
    "securitylake.amazonaws.com",
    "storage-lens.s3.amazonaws.com",
  ],
  source: `${userGuide}.html`,
};
