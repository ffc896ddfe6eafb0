import type { LogDetail, RouteId } from '@penstock/contract';
import type { OperatorAct, OperatorAction } from '@penstock/core';
import type { Call } from './call.ts';
import { operatorOf } from './call.ts';

type About = Pick<OperatorAct, 'saleId' | 'orderId'> & {
  readonly reason?: string | undefined;
  readonly said?: LogDetail;
};

/** A call of an operator as the log keeps it. */
export function actOf(
  call: Pick<Call<RouteId>, 'caller' | 'request'>,
  action: OperatorAction,
  about: About = {},
): OperatorAct {
  const { reason, said, ...rest } = about;
  return {
    operator: operatorOf(call).name,
    action,
    ...rest,
    ...(said !== undefined && keptDetail(said)),
    ...(reason !== undefined && { reason }),
    requestId: call.request.id,
  };
}

/** What is said of an act as the log keeps it. */
export function keptDetail({ detail, ...coded }: LogDetail): Pick<OperatorAct, 'detail' | 'coded'> {
  return { detail, coded };
}
